-- Stores entries of one room, each by itself, with a handful of calls for each slot.
-- KEYS: meta, slots; for each group of entries of one slot: the hash of its keys, the list of its entries.
-- ARGV: shift, channel, number of groups; for each group: slot, number of entries, plain 0|1; then the keys, how each entry
-- lies in the list, and the revisions. A plain group has no key twice and no revision but 0, which it leaves out.
-- Behind the head: runs of {entries, outcome, fresh 0|1, index, revision} in order, flat, where the index grows within a
-- fresh run; then what stands in the list for each entry that is not fresh and has an index.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head', 'expires')
if not meta[1] then return {0, 0, '', micros} end
local CHUNK = 1000 -- arguments that one call takes; Lua unpacks less than 8,000
local ACCEPTED, SEALED, FULL, CONFLICT = 1, 2, 3, 4
local call, format = redis.call, string.format
local runs, standing, total = {}, {}, 0

-- told adds the outcome of some entries to the runs.
local function told(count, outcome, fresh, index, rev)
  local r = #runs
  local same = r > 0 and runs[r - 3] == outcome and runs[r - 2] == fresh and runs[r] == rev
  if same and (fresh == 1 and runs[r - 1] + runs[r - 4] == index or fresh == 0 and index == 0 and runs[r - 1] == 0) then
    runs[r - 4] = runs[r - 4] + count
  else
    runs[r + 1], runs[r + 2], runs[r + 3], runs[r + 4], runs[r + 5] = count, outcome, fresh, index, rev
  end
end

-- write calls a command with many values.
local function write(command, key, values, from, to)
  for first = from, to, CHUNK do
    call(command, key, unpack(values, first, math.min(first + CHUNK - 1, to)))
  end
end

-- known gives what stands for keys before this put: "index", or "index revision"; and whether there is anything.
local function known(keys, from, to)
  local found, any = {}, false
  for first = from, to, CHUNK do
    local got = call('HMGET', keys, unpack(ARGV, first, math.min(first + CHUNK - 1, to)))
    for i = 1, #got do
      if got[i] then found[ARGV[first + i - 1]], any = got[i], true end
    end
  end
  return found, any
end

local a = 4
for g = 1, tonumber(ARGV[3]) do
  local keys, list = KEYS[2 * g + 1], KEYS[2 * g + 2]
  local state, count, plain = call('HGET', KEYS[2], ARGV[a]) or '0000', tonumber(ARGV[a + 1]), ARGV[a + 2] == '1'
  local open = string.sub(state, 1, 2) == '10'
  local revisable, cap = string.sub(state, 3, 3) == '1', tonumber(string.sub(state, 4))
  local first = a + 3 -- of the keys
  local lies, revs = first + count, first + 2 * count
  a = first + (plain and 2 or 3) * count
  local arrived, there = call('LLEN', list), call('HLEN', keys)
  local new, found, any = arrived == 0, {}, false
  if there > 0 then found, any = known(keys, first, lies - 1) end
  local fields, f, added = {}, 0, 0

  if plain and open and not any and (cap == 0 or there + count <= cap) then -- all are new, as they mostly are
    for i = 0, count - 1 do
      fields[f + 1], fields[f + 2] = ARGV[first + i], format('%d', arrived + i + 1)
      f = f + 2
    end
    write('HSET', keys, fields, 1, f)
    write('RPUSH', list, ARGV, lies, lies + count - 1)
    told(count, ACCEPTED, 1, arrived + 1, 0)
    added = count
  else
    local items, again = {}, {}
    for i = 0, count - 1 do
      local key, rev = ARGV[first + i], plain and 0 or tonumber(ARGV[revs + i])
      local old, index, old_rev, outcome = found[key], 0, 0, nil
      if old then
        local digits, revision = string.match(old, '^(%d+) ?(%d*)$')
        index, old_rev = tonumber(digits), tonumber(revision) or 0
      end
      if old and rev == old_rev then
        outcome = ACCEPTED
      elseif old and (not revisable or rev ~= old_rev + 1) then
        outcome = CONFLICT
      elseif not open then
        outcome = SEALED
      elseif not old and rev ~= 0 then
        outcome = CONFLICT
      elseif not old and cap > 0 and there >= cap then
        outcome = FULL
      end
      if outcome then
        if old then again[#again + 1] = index - 1 end
        told(1, outcome, 0, index, old_rev)
      else
        if not old then there = there + 1 end
        arrived, added = arrived + 1, added + 1
        found[key] = format(rev == 0 and '%d' or '%d %d', arrived, rev)
        fields[f + 1], fields[f + 2] = key, found[key]
        f = f + 2
        items[added] = ARGV[lies + i]
        told(1, ACCEPTED, 1, arrived, rev)
      end
    end
    write('HSET', keys, fields, 1, f)
    write('RPUSH', list, items, 1, added)
    for _, index in ipairs(again) do standing[#standing + 1] = call('LINDEX', list, index) end
  end
  if new and added > 0 then
    call('PEXPIREAT', keys, meta[3])
    call('PEXPIREAT', list, meta[3])
  end
  total = total + added
end
if total > 0 then
  call('PUBLISH', ARGV[2], meta[1] .. ' ' .. meta[1] .. ' ' .. int(micros))
else
  call('HSET', KEYS[1], 'touched', '1') -- so that WAIT covers what is said here
end
return {1, tonumber(meta[1]), meta[2], micros, runs, standing}
