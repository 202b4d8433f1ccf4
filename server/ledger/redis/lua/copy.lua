-- Copies keys of one room at one moment; a copy loads it without the prelude.
-- KEYS: meta, slots, and others of the room. ARGV: with slots 0|1; slots that are copied already, since they are sealed.
-- Replies with PIN, when it was created (microseconds), when it was released or '', who holds the lease or '', sealed slots;
-- then name, when it expires (Unix ms; 0 never) and content of each key.
local meta = redis.call('HMGET', KEYS[1], 'pin', 'created', 'released', 'holder')
local keys, have, sealed = {}, {}, {}
for i = 2, #ARGV do have[ARGV[i]] = true end
for i = 3, #KEYS do keys[#keys + 1] = KEYS[i] end
local prefix = string.sub(KEYS[2], 1, -6) -- without 'slots'; the same hash tag, hence the same place in a cluster
local slots = redis.call('HGETALL', KEYS[2])
for i = 1, #slots, 2 do
  local slot = slots[i]
  if string.sub(slots[i + 1], 2, 2) == '1' then sealed[#sealed + 1] = slot end
  if ARGV[1] == '1' and not have[slot] then
    keys[#keys + 1] = prefix .. 'keys:' .. slot
    keys[#keys + 1] = prefix .. 'list:' .. slot
  end
end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local found = {}
for _, key in ipairs(keys) do
  local content = redis.call('DUMP', key)
  if content then
    local left = redis.call('PTTL', key)
    local n = #found
    found[n + 1], found[n + 2], found[n + 3] = key, left < 0 and 0 or now + left, content
  end
end
return {meta[1] or '', meta[2] or '', meta[3] or '', meta[4] or '', sealed, found}
