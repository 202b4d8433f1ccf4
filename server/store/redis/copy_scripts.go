package redis

// copyOne is what the copying scripts have in common. kind is d for documents and m for members.
const copyOne = `
local function one(hash, kind, id, out)
  local place, version, data = redis.call('HGET', hash, 'p:' .. id), '', ''
  if place and kind == 'd' then
    local fields = redis.call('HMGET', hash, 'v:' .. id, 'd:' .. id)
    version, data = fields[1], fields[2]
  elseif place then
    data = redis.call('HGET', hash, 'd:' .. place)
  end
  local n = #out
  out[n + 1], out[n + 2], out[n + 3], out[n + 4] = id, version, place or '', data
  return #data
end
`

// copyRead: KEYS: what holds the documents or members. ARGV: kind, ids -> id, version, place, data of each.
const copyRead = copyOne + `
local out = {}
for i = 2, #ARGV do one(KEYS[1], ARGV[1], ARGV[i], out) end
return out`

// copyCatchUp: KEYS: hash and last changes of each part. ARGV: bytes to read; kind, and count of changes that are copied, of each
// part -> whether there is more; of each part that changed its number, the count that is copied then, and as above. An empty count
// says that more changed than is remembered.
const copyCatchUp = copyOne + `
local left, more, out = tonumber(ARGV[1]), 0, {}
for part = 1, #KEYS / 2 do
  local hash, list, kind, copied = KEYS[2 * part - 1], KEYS[2 * part], ARGV[2 * part], ARGV[2 * part + 1]
  local now = redis.call('HGET', hash, 'changes') or ''
  if now ~= copied and left <= 0 then
    more = 1
  elseif now ~= copied then
    local behind = 0
    if now ~= '' and copied ~= '' then behind = tonumber(now) - tonumber(copied) end
    if behind <= 0 or behind > redis.call('LLEN', list) then
      out[#out + 1], more = {part, '', {}}, 1
    else
      local seen, found, ids = {}, {}, redis.call('LRANGE', list, 0, behind - 1)
      local done = 0
      while done < behind and left > 0 do
        local id = ids[behind - done]
        if not seen[id] then left = left - one(hash, kind, id, found) end
        seen[id], done = true, done + 1
      end
      if done < behind then more = 1 end
      out[#out + 1] = {part, string.format('%.0f', tonumber(copied) + done), found}
    end
  end
end
return {more, out}`
