-- One heartbeat. An instance's life has terms: whoever was not heard of for a lease's life begins a new one, and with it all
-- leases of the old term are void, for everybody and in the same moment. The old term stays here with its last sign of life.
-- KEYS: alive. ARGV: shift, my term, my next term, a lease's life in ms, how long the dead are remembered in ms, my channel.
-- Behind the head: my term now; living terms, each with its last sign of life.
local before = redis.call('ZSCORE', KEYS[1], ARGV[2])
local me, life = ARGV[2], tonumber(ARGV[4])
if before and now - before >= life then me = ARGV[3] end
redis.call('ZADD', KEYS[1], int(now), me)
-- If this server's clock was set back, the dead would live until it has caught up.
for _, other in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], int(now + 1000), '+inf')) do
  redis.call('ZADD', KEYS[1], int(now), other)
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', int(now - ARGV[5]))
redis.call('PUBLISH', ARGV[6], '0 0 ' .. int(micros))
local living = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. int(now - life), '+inf', 'WITHSCORES')
return {1, 0, '', micros, me, living}
