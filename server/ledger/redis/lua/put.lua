-- Stores entries of one room, each by itself, with a handful of calls for each slot.
-- KEYS: meta, slots; for each group of entries of one slot: the hash of its keys, the list of its entries.
-- ARGV: shift, channel, number of groups; for each group: slot, number of entries, and of each entry: key, revision, and how
-- it lies in the list.
-- Behind the head: runs of {entries, outcome, fresh 0|1, index, revision} in order, flat, where the index grows within a
-- fresh run; then what stands in the list for each entry that is not fresh and has an index.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head', 'expires')
if not meta[1] then return {0, 0, '', micros} end
local CHUNK = 1000 -- arguments that one call takes; Lua unpacks less than 8,000
local ACCEPTED, SEALED, FULL, CONFLICT = 1, 2, 3, 4
local runs, standing, length, total = {}, {}, 0, 0

-- told adds one outcome to the runs.
local function told(outcome, fresh, index, rev)
  if length > 0 and runs[length - 3] == outcome and runs[length - 2] == fresh and runs[length] == rev and
    (fresh == 1 and runs[length - 1] + runs[length - 4] == index or fresh == 0 and index == 0 and runs[length - 1] == 0) then
    runs[length - 4] = runs[length - 4] + 1
    return
  end
  runs[length + 1], runs[length + 2], runs[length + 3], runs[length + 4], runs[length + 5] = 1, outcome, fresh, index, rev
  length = length + 5
end

-- write calls a command with many arguments.
local function write(command, key, values)
  for from = 1, #values, CHUNK do
    redis.call(command, key, unpack(values, from, math.min(from + CHUNK - 1, #values)))
  end
end

-- known gives what stands for keys before this put: "index", or "index revision".
local function known(keys, a, count)
  local found = {}
  for from = 0, count - 1, CHUNK do
    local asked = {}
    for i = from, math.min(from + CHUNK, count) - 1 do asked[#asked + 1] = ARGV[a + 3 * i] end
    local got = redis.call('HMGET', keys, unpack(asked))
    for i = 1, #asked do
      if got[i] then found[asked[i]] = got[i] end
    end
  end
  return found
end

local a = 4
for g = 1, tonumber(ARGV[3]) do
  local keys, list = KEYS[2 * g + 1], KEYS[2 * g + 2]
  local state, count = redis.call('HGET', KEYS[2], ARGV[a]) or '0000', tonumber(ARGV[a + 1])
  a = a + 2
  local open = string.sub(state, 1, 2) == '10'
  local revisable, cap = string.sub(state, 3, 3) == '1', tonumber(string.sub(state, 4))
  local arrived = redis.call('LLEN', list)
  local there, fields, items, again, first = redis.call('HLEN', keys), {}, {}, {}, arrived == 0
  local found = there > 0 and known(keys, a, count) or {}
  for i = 0, count - 1 do
    local key, rev = ARGV[a], ARGV[a + 1]
    local old = found[key]
    local index, old_rev
    if old then
      if type(old) == 'number' then
        index, old_rev = old, 0
      else
        index, old_rev = string.match(old, '^(%d+) ?(%d*)$')
        index, old_rev = tonumber(index), tonumber(old_rev) or 0
      end
    end
    local outcome
    if old and tonumber(rev) == old_rev then
      outcome = ACCEPTED
    elseif old and (not revisable or tonumber(rev) ~= old_rev + 1) then
      outcome = CONFLICT
    elseif not open then
      outcome = SEALED
    elseif not old and rev ~= '0' then
      outcome = CONFLICT
    elseif not old and cap > 0 and there >= cap then
      outcome = FULL
    end
    if outcome then
      if old then again[#again + 1] = index - 1 end
      told(outcome, 0, index or 0, old_rev or 0)
    else
      if not old then there = there + 1 end
      arrived = arrived + 1
      local value = arrived
      if rev ~= '0' then value = int(arrived) .. ' ' .. rev end
      found[key] = value
      local f = #fields
      fields[f + 1], fields[f + 2] = key, value
      items[#items + 1] = ARGV[a + 2]
      told(ACCEPTED, 1, arrived, tonumber(rev))
    end
    a = a + 3
  end
  if #items > 0 then
    write('HSET', keys, fields)
    write('RPUSH', list, items)
    if first then
      redis.call('PEXPIREAT', keys, meta[3])
      redis.call('PEXPIREAT', list, meta[3])
    end
    total = total + #items
  end
  for _, index in ipairs(again) do standing[#standing + 1] = redis.call('LINDEX', list, index) end
end
if total > 0 then
  redis.call('PUBLISH', ARGV[2], meta[1] .. ' ' .. meta[1] .. ' ' .. int(micros))
else
  redis.call('HSET', KEYS[1], 'touched', '1') -- so that WAIT covers what is said here
end
return {1, tonumber(meta[1]), meta[2], micros, runs, standing}
