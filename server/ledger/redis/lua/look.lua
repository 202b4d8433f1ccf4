-- Says how a room stands. KEYS: meta. Behind the head: PIN, when it was released or '', room time now.
local meta = redis.call('HMGET', KEYS[1], 'n', 'head', 'pin', 'released')
if not meta[1] then return {0, 0, '', micros} end
return {1, tonumber(meta[1]), meta[2], micros, meta[3], meta[4] or ''}
