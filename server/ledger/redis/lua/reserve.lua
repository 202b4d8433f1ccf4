-- Takes a PIN for a room. KEYS: the PIN. ARGV: shift, room, what the caller believes to lie there or '', retention in ms.
-- Status: 1 it is the room's; 2 something else lies there, which follows. What lies there: room, newline, room time.
local lies = redis.call('GET', KEYS[1])
if lies and string.match(lies, '^(.*)\n') == ARGV[2] then
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  return {1, 0, '', micros}
end
if lies and lies ~= ARGV[3] then return {2, 0, '', micros, lies} end
redis.call('SET', KEYS[1], ARGV[2] .. '\n' .. int(now), 'PX', ARGV[4])
return {1, 0, '', micros}
