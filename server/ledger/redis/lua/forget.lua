-- Takes rooms out of the index, unless somebody has entered them anew. KEYS: the index. ARGV: shift; room and score of each.
for i = 2, #ARGV, 2 do
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) == ARGV[i + 1] then redis.call('ZREM', KEYS[1], ARGV[i]) end
end
return {1, 0, '', micros}
