-- Adds a batch to the log of a room, or makes the room (then a PIN is given).
-- KEYS: meta, log, batches, slots, barred; the hash of keys of each slot to seal.
-- ARGV: shift, channel, retention in ms, PIN or '', n and head of the position before, batch id, when or 0, release 0|1,
-- number of events, of openings, of slots to seal; the events; slot, cap, revisable 0|1 of each opening; the slots to seal.
-- Status: 1 added, or it was there already; 2 moved; 3 the id is in use; 4 the room may not be made any more.
-- Behind the head: n behind the batch; PIN and time of its expiry, if that is to be set.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head', 'at', 'pin', 'released', 'renewed', 'expires')
local pin, before, id = ARGV[4], ARGV[5], ARGV[7]
local events, opens, seals = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local n, head = 0, ''
if meta[1] then
  n, head = tonumber(meta[1]), meta[2]
  local function reply(status, behind) -- writes something, so that WAIT covers what is said here
    redis.call('HSET', KEYS[1], 'touched', '1')
    return {status, n, head, micros, behind}
  end
  local place = redis.call('HGET', KEYS[3], id)
  if place then
    local place_n, behind, place_head = string.match(place, '^(%d+) (%d+) (.*)$')
    if place_n == before and place_head == ARGV[6] and (pin == '' or pin == meta[4]) then
      return reply(1, tonumber(behind))
    end
  end
  if pin ~= '' or meta[1] ~= before or head ~= ARGV[6] then return reply(2, 0) end
  if place then return reply(3, 0) end
elseif pin == '' then
  return {0, 0, '', micros}
elseif redis.call('EXISTS', KEYS[5]) == 1 then
  return {4, 0, '', micros}
end

local at = now
if tonumber(ARGV[8]) > 0 then at = math.min(at, tonumber(ARGV[8])) end -- it is put back
if meta[3] then at = math.max(at, tonumber(meta[3])) end
local behind = n + events
if pin ~= '' then
  redis.call('HSET', KEYS[1], 'pin', pin, 'created', int(micros + (at - now) * 1000))
end
local a = 13 + events
for _ = 1, opens do
  local old = redis.call('HGET', KEYS[4], ARGV[a])
  local sealed = old and string.sub(old, 2, 2) or '0'
  redis.call('HSET', KEYS[4], ARGV[a], '1' .. sealed .. ARGV[a + 2] .. ARGV[a + 1])
  a = a + 3
end
local counts = {}
for i = 1, seals do
  local slot = ARGV[a]
  local old = redis.call('HGET', KEYS[4], slot) or '0000'
  redis.call('HSET', KEYS[4], slot, string.sub(old, 1, 1) .. '1' .. string.sub(old, 3))
  counts[i] = redis.call('HLEN', KEYS[5 + i]) .. ' ' .. #slot .. ' ' .. slot
  a = a + 1
end
for i = 1, events do
  local event = {KEYS[2], int(n + i) .. '-0', 'b', id, 'a', int(at), 'd', ARGV[12 + i]}
  if i == events and seals > 0 then
    event[9], event[10] = 's', table.concat(counts)
  end
  redis.call('XADD', unpack(event))
end
redis.call('HSET', KEYS[3], id, before .. ' ' .. int(behind) .. ' ' .. head)
redis.call('HSET', KEYS[1], 'n', int(behind), 'head', id, 'at', int(at))
local ends = ARGV[9] == '1' and not meta[5]
if ends then redis.call('HSET', KEYS[1], 'released', int(now)) end

-- All keys of a room expire in the same moment, which moves on with the appends, at most once a minute.
local expires, due = meta[7], ''
if ends or not meta[6] or unix_ms - meta[6] >= 60000 then
  expires = int(unix_ms + ARGV[3])
  redis.call('HSET', KEYS[1], 'renewed', int(unix_ms), 'expires', expires)
  for i = 1, 4 do redis.call('PEXPIREAT', KEYS[i], expires) end
  local prefix = string.sub(KEYS[4], 1, -6) -- without 'slots'; the same hash tag, hence the same place in a cluster
  for _, slot in ipairs(redis.call('HKEYS', KEYS[4])) do
    redis.call('PEXPIREAT', prefix .. 'keys:' .. slot, expires)
    redis.call('PEXPIREAT', prefix .. 'list:' .. slot, expires)
  end
  if not meta[5] then due = meta[4] or '' end
elseif opens + seals > 0 then
  redis.call('PEXPIREAT', KEYS[4], expires) -- it may be new
end
redis.call('PUBLISH', ARGV[2], int(n) .. ' ' .. int(behind) .. ' ' .. int(micros))
return {1, behind, id, micros, behind, due, expires}
