package redis

import goredis "github.com/redis/go-redis/v9"

// conflict is what the put gives for another version.
const conflict = -1

// scripts run by EVALSHA, and by EVAL where Redis does not know them (any more).
type scripts struct {
	put, remove, list *goredis.Script
	indexScripts
}

// note begins the scripts that change something. It counts a change of a collection or an index and keeps its id among the last
// ones, so that whoever copies all of it can catch up with what changed meanwhile (Copy). A count begins with the time, so that
// no count comes again when an index was cleared.
const note = `
local function note(hash, changes, id)
  if redis.call('HINCRBY', hash, 'changes', 1) == 1 then
    local now = redis.call('TIME')
    redis.call('HSET', hash, 'changes', now[1] .. string.format('%06d', now[2]))
  end
  redis.call('LPUSH', changes, id)
  redis.call('LTRIM', changes, 0, 1023)
end
`

// newScripts: KEYS are the documents, the places and the last changes of the collection.
func newScripts() scripts {
	return scripts{
		indexScripts: newIndexScripts(),
		// id, version, place, data -> the new version
		put: goredis.NewScript(note + `
local id, version, place = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local stored = redis.call('HMGET', KEYS[1], 'v:' .. id, 'p:' .. id)
if (tonumber(stored[1] or 0)) ~= version then return -1 end
if stored[2] and stored[2] ~= place then
  redis.call('ZREM', KEYS[2], stored[2])
  redis.call('HDEL', KEYS[1], 'i:' .. stored[2])
end
redis.call('HSET', KEYS[1], 'v:' .. id, version + 1, 'p:' .. id, place, 'd:' .. id, ARGV[4], 'i:' .. place, id)
redis.call('ZADD', KEYS[2], 0, place)
note(KEYS[1], KEYS[3], id)
return version + 1`),
		// id -> whether it was there
		remove: goredis.NewScript(note + `
local place = redis.call('HGET', KEYS[1], 'p:' .. ARGV[1])
if not place then return 0 end
redis.call('ZREM', KEYS[2], place)
redis.call('HDEL', KEYS[1], 'v:' .. ARGV[1], 'p:' .. ARGV[1], 'd:' .. ARGV[1], 'i:' .. place)
note(KEYS[1], KEYS[3], ARGV[1])
return 1`),
		// where to begin, how many -> id, place, version, data of each
		list: goredis.NewScript(`
local places = redis.call('ZRANGE', KEYS[2], ARGV[1], '-', 'BYLEX', 'REV', 'LIMIT', 0, ARGV[2])
local out = {}
for _, place in ipairs(places) do
  local id = redis.call('HGET', KEYS[1], 'i:' .. place)
  local fields = redis.call('HMGET', KEYS[1], 'v:' .. id, 'd:' .. id)
  out[#out + 1] = id
  out[#out + 1] = place
  out[#out + 1] = fields[1]
  out[#out + 1] = fields[2]
end
return out`),
	}
}
