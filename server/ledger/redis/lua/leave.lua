-- Ends a life: its last sign of life was a lease's life ago. KEYS: alive. ARGV: shift, my term, a lease's life in ms.
redis.call('ZADD', KEYS[1], int(now - ARGV[3]), ARGV[2])
return {1, 0, '', micros}
