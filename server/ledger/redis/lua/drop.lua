-- Forgets a room: its keys go, and it may not be made again for a while. Repeating it does nothing.
-- KEYS: meta, log, batches, slots, barred. ARGV: shift, n and head of the log's end, how long a PIN rests and how long the
-- room stays barred, both in ms. Status: 0 it is not there; 1 gone; 2 moved; 3 its PIN is in use or rests.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head', 'released')
if not meta[1] then return {0, 0, '', micros} end
if not meta[3] or now - meta[3] < tonumber(ARGV[4]) then return {3, tonumber(meta[1]), meta[2], micros} end
if meta[1] ~= ARGV[2] or meta[2] ~= ARGV[3] then return {2, tonumber(meta[1]), meta[2], micros} end
local prefix = string.sub(KEYS[4], 1, -6) -- without 'slots'; the same hash tag, hence the same place in a cluster
for _, slot in ipairs(redis.call('HKEYS', KEYS[4])) do
  redis.call('UNLINK', prefix .. 'keys:' .. slot, prefix .. 'list:' .. slot)
end
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
redis.call('SET', KEYS[5], int(now + ARGV[5]), 'PX', ARGV[5])
return {1, 0, '', micros}
