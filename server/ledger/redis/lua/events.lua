-- Reads a page of the log behind a position.
-- KEYS: meta, log. ARGV: shift, n and head of the position, page size. Status: 1 read; 2 the position is not in the log.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head')
if not meta[1] then return {0, 0, '', micros} end
local n, head = tonumber(ARGV[2]), ''
if n > 0 then
  local at = redis.call('XRANGE', KEYS[2], ARGV[2] .. '-0', ARGV[2] .. '-0')[1]
  head = at and at[2][2]
end
if head ~= ARGV[3] then return {2, tonumber(meta[1]), meta[2], micros} end
local page = redis.call('XRANGE', KEYS[2], int(n + 1) .. '-0', '+', 'COUNT', ARGV[4])
return {1, tonumber(meta[1]), meta[2], micros, page}
