package redis

import goredis "github.com/redis/go-redis/v9"

// indexScripts change and read an index. KEYS are its places, its members and its last changes.
type indexScripts struct{ enter, leave, find, from, after, around *goredis.Script }

// stretch is what the reading scripts have in common. The first of a stretch is counted, the others follow from it. A place
// begins with its order up to a mark; the greatest place with an order is the one of the empty id.
const stretch = `
local function better(place)
  local _, mark = string.find(place, '\0\1', 1, true)
  return redis.call('ZLEXCOUNT', KEYS[1], '(' .. string.sub(place, 1, mark) .. '\255\254', '+')
end
local function order(place)
  local mark = string.find(place, '\0\1', 1, true)
  return string.sub(place, 1, mark)
end
local out = {redis.call('ZCARD', KEYS[1])}
local function add(position, rank, place)
  out[#out + 1] = position
  out[#out + 1] = rank
  out[#out + 1] = place
  out[#out + 1] = redis.call('HGET', KEYS[2], 'd:' .. place)
end
local function page(places)
  local position, rank, last
  for i, place in ipairs(places) do
    if i == 1 then
      position = redis.call('ZREVRANK', KEYS[1], place) + 1
      rank = better(place) + 1
    else
      position = position + 1
      if order(place) ~= last then rank = position end
    end
    last = order(place)
    add(position, rank, place)
  end
  return out
end
`

func newIndexScripts() indexScripts {
	return indexScripts{
		// id, place, data of each
		enter: goredis.NewScript(note + `
for i = 1, #ARGV, 3 do
  local id, place, data = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local old = redis.call('HGET', KEYS[2], 'p:' .. id)
  if old and old ~= place then
    redis.call('ZREM', KEYS[1], old)
    redis.call('HDEL', KEYS[2], 'd:' .. old)
  end
  redis.call('HSET', KEYS[2], 'p:' .. id, place, 'd:' .. place, data)
  if old ~= place then redis.call('ZADD', KEYS[1], 0, place) end
  note(KEYS[2], KEYS[3], id)
end
return 1`),
		// ids
		leave: goredis.NewScript(note + `
for _, id in ipairs(ARGV) do
  local place = redis.call('HGET', KEYS[2], 'p:' .. id)
  if place then
    redis.call('ZREM', KEYS[1], place)
    redis.call('HDEL', KEYS[2], 'p:' .. id, 'd:' .. place)
    note(KEYS[2], KEYS[3], id)
  end
end
return 1`),
		// ids
		find: goredis.NewScript(stretch + `
for _, id in ipairs(ARGV) do
  local place = redis.call('HGET', KEYS[2], 'p:' .. id)
  if place then add(redis.call('ZREVRANK', KEYS[1], place) + 1, better(place) + 1, place) end
end
return out`),
		// how many before it, how many
		from: goredis.NewScript(stretch + `
local first, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
if limit == 0 then return out end
return page(redis.call('ZRANGE', KEYS[1], first, first + limit - 1, 'REV'))`),
		// where to begin, how many
		after: goredis.NewScript(stretch + `
return page(redis.call('ZRANGE', KEYS[1], ARGV[1], '-', 'BYLEX', 'REV', 'LIMIT', 0, ARGV[2]))`),
		// id, how many before it, how many behind it, how many at most
		around: goredis.NewScript(stretch + `
local place = redis.call('HGET', KEYS[2], 'p:' .. ARGV[1])
if not place then return out end
local position = redis.call('ZREVRANK', KEYS[1], place)
local first = math.max(0, position - tonumber(ARGV[2]))
local last = math.min(position + tonumber(ARGV[3]), first + tonumber(ARGV[4]) - 1)
return page(redis.call('ZRANGE', KEYS[1], first, last, 'REV'))`),
	}
}
