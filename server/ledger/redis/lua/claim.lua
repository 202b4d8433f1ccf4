-- Takes the lease on a room if it is free, mine, or of the dead one that I name.
-- KEYS: meta. ARGV: shift, me, the dead or '', whether to take it 0|1. Status: 1 it is mine; 2 it is another's or free.
-- Behind the head: who had it, or ''; when it was taken or given back last, or 0.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head', 'holder', 'seen')
if not meta[1] then return {0, 0, '', micros} end
local holder, status = meta[3] or '', 2
if ARGV[4] == '1' and (holder == '' or holder == ARGV[2] or holder == ARGV[3]) then
  redis.call('HSET', KEYS[1], 'holder', ARGV[2], 'seen', int(now))
  status = 1
end
return {status, tonumber(meta[1]), meta[2], micros, holder, tonumber(meta[4] or 0)}
