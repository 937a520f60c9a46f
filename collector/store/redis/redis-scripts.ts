import { script } from '../../transport/redis/redis-connection.ts';

/*
 * `collector` is a hash: the epoch and who has it, the last `sequence`, up to where sequences are
 * `reserved` for that epoch, and what was `announced`. `lease` is who has it, and goes by itself.
 * A sequence that was given out without Redis is below `reserved`: so the next epoch begins above.
 */

/**
 * Takes the lease, or keeps it. KEYS: lease, collector. ARGV: who, how long (ms), the epoch that it is
 * held under or 0, the last sequence known, how many sequences to reserve.
 */
export const hold = script(`
local who, ttl, epoch = ARGV[1], ARGV[2], tonumber(ARGV[3])
local last, span = tonumber(ARGV[4]), tonumber(ARGV[5])
local holder = redis.call('GET', KEYS[1])
local known = redis.call('HMGET', KEYS[2], 'epoch', 'holder', 'reserved')
local there, reserved = tonumber(known[1]) or 0, tonumber(known[3]) or 0
if holder and holder ~= who then
  return {epoch > 0 and 'superseded' or 'other', there, 0, 0}
end
if epoch > 0 and known[2] and known[2] ~= who and there >= epoch then
  return {'superseded', there, 0, 0}
end
if epoch > 0 and known[2] == who and there == epoch then
  local upTo = math.max(reserved, last + span)
  redis.call('HSET', KEYS[2], 'reserved', upTo)
  redis.call('SET', KEYS[1], who, 'PX', ttl)
  return {'held', there, last, upTo}
end
local first, next = math.max(reserved, last), math.max(there, epoch) + 1
redis.call('HSET', KEYS[2], 'epoch', next, 'holder', who, 'reserved', first + span)
redis.call('SET', KEYS[1], who, 'PX', ttl)
return {'taken', next, first, first + span}
`);

/** What every write begins with: 0 where another epoch has begun. ARGV: who, epoch. */
const fence = `
local known = redis.call('HMGET', KEYS[1], 'epoch', 'holder', 'sequence', 'announced')
if known[1] ~= ARGV[2] or known[2] ~= ARGV[1] then return 0 end
`;

/**
 * Gives the lease back, and the sequences that nobody was told. KEYS: collector, lease. ARGV: who, epoch,
 * the last sequence.
 */
export const release = script(`${fence}
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
redis.call('HSET', KEYS[1], 'reserved', ARGV[3])
return 1
`);

/**
 * Writes what a run has changed. KEYS: collector, state, ledgers, history. ARGV: who, epoch, the
 * sequence, how long history is kept (s), the number of parts of the state and then each with its name,
 * the number of ledgers and then each with its source, the events for the history.
 */
export const commit = script(`${fence}
local sequence = tonumber(ARGV[3])
if sequence < (tonumber(known[3]) or 0) then return 0 end
local at = 5
for _, key in ipairs({KEYS[2], KEYS[3]}) do
  local count = tonumber(ARGV[at])
  at = at + 1
  for _ = 1, count do
    redis.call('HSET', key, ARGV[at], ARGV[at + 1])
    at = at + 2
  end
end
local oldest = (tonumber(redis.call('TIME')[1]) - tonumber(ARGV[4])) * 1000
local id = false
for index = at, #ARGV do
  id = redis.call('XADD', KEYS[4], 'MINID', '~', oldest, '*', 'event', ARGV[index])
end
redis.call('HSET', KEYS[1], 'sequence', sequence)
return {1, id}
`);

/**
 * Shows an edition to those who read it here. KEYS: collector, files, changes, editions. ARGV: who,
 * epoch, the sequence, 1 where these are all files there are, the changes as one value or nothing where
 * they are many, then paths with what they hold; of one that is gone nothing. The word in `editions` has
 * that one value with it: whoever has the version before need not ask for them.
 */
export const announce = script(`${fence}
local sequence = tonumber(ARGV[3])
if sequence < (tonumber(known[4]) or 0) then return 0 end
local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
local shown = {}
for index = 6, #ARGV, 2 do
  shown[ARGV[index]] = true
  redis.call('HSET', KEYS[2], ARGV[index], ARGV[index + 1])
  redis.call('ZADD', KEYS[3], version, ARGV[index])
end
if ARGV[4] == '1' then
  for _, path in ipairs(redis.call('HKEYS', KEYS[2])) do
    if not shown[path] and redis.call('HSTRLEN', KEYS[2], path) > 0 then
      redis.call('HSET', KEYS[2], path, '')
      redis.call('ZADD', KEYS[3], version, path)
    end
  end
end
redis.call('HSET', KEYS[1], 'announced', sequence)
redis.call('XADD', KEYS[4], 'MAXLEN', 16, '*', 'sequence', sequence, 'version', version, 'changes', ARGV[5])
return 1
`);

/**
 * What has changed since a version: KEYS: collector, files, changes, editions. ARGV: the version, or -1
 * for all. The version now (0 where nothing was announced), whether these are all, the last entry of
 * `editions`, and paths with what they hold.
 */
export const readFiles = script(`
local version, since = tonumber(redis.call('HGET', KEYS[1], 'version')) or 0, tonumber(ARGV[1])
if version == 0 or version == since then return {version, 0, false, {}} end
if since > version then since = -1 end
local found = {}
for _, path in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. since, '+inf')) do
  found[#found + 1] = path
  found[#found + 1] = redis.call('HGET', KEYS[2], path)
end
local newest = redis.call('XREVRANGE', KEYS[4], '+', '-', 'COUNT', 1)[1]
return {version, since < 0 and 1 or 0, newest and newest[1] or false, found}
`);
