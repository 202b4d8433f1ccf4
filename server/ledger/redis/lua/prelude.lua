-- What every script begins with. Replies are {status, n, head, time in microseconds, ...}; status 0 is "no such room".
local clock = redis.call('TIME')
local unix_ms = clock[1] * 1000 + math.floor(clock[2] / 1000)
local shift = tonumber(ARGV[1])
local now = unix_ms + shift                                    -- room time
local micros = (clock[1] + 0) * 1000000 + clock[2] + shift * 1000
local function int(x) return string.format('%.0f', x) end      -- tostring would round from 14 digits on
