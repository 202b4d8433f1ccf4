-- Gives the lease on a room back. KEYS: meta. ARGV: shift, me, when I kept its time last.
if redis.call('HGET', KEYS[1], 'holder') == ARGV[2] then
  redis.call('HSET', KEYS[1], 'holder', '', 'seen', ARGV[3])
end
return {1, 0, '', micros}
