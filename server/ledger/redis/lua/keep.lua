-- Sets when a PIN expires, if it is still the room's. KEYS: the PIN. ARGV: shift, room, Unix time in ms.
local lies = redis.call('GET', KEYS[1])
if lies and string.match(lies, '^(.*)\n') == ARGV[2] then redis.call('PEXPIREAT', KEYS[1], ARGV[3]) end
return {1, 0, '', micros}
