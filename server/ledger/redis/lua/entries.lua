-- Reads a page of a slot. KEYS: meta, the list of its entries. ARGV: shift, index to read behind, page size.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head')
if not meta[1] then return {0, 0, '', micros} end
local after = tonumber(ARGV[2])
return {1, tonumber(meta[1]), meta[2], micros, redis.call('LRANGE', KEYS[2], after, after + ARGV[3] - 1)}
