-- Sees to it that a room which is not there is never made, so that its PIN can be given to another one. An hour is longer
-- than any call to make it can be under way. KEYS: meta, barred. Status: 1 barred; 2 the room is there.
if redis.call('EXISTS', KEYS[1]) == 1 then return {2, 0, '', micros} end
redis.call('SET', KEYS[2], '1', 'PX', 3600000)
return {1, 0, '', micros}
