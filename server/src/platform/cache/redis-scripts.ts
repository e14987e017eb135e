/** How long a load may take until its value is no longer taken. */
const LEASE_SECONDS = 30;

/**
 * A lease to load a value: the type's generation and the key's token, both made where absent. Whoever loads the
 * same key meanwhile shares the token. An invalidation deletes one or the other.
 * KEYS generation, lease; ARGV token
 */
export const takeLease = `
local generation = redis.call('get', KEYS[1])
if not generation then
  generation = ARGV[1]
  redis.call('set', KEYS[1], generation)
end
local lease = redis.call('get', KEYS[2])
if not lease then
  lease = ARGV[1]
  redis.call('set', KEYS[2], lease, 'EX', ${LEASE_SECONDS})
end
return {generation, lease}`;

/**
 * Keeps a value unless it was invalidated since its lease: a slow reader must not bring back what it read before
 * the change.
 * KEYS generation, lease, value; ARGV generation, lease, bytes, seconds
 */
export const keepValue = `
if redis.call('get', KEYS[1]) ~= ARGV[1] or redis.call('get', KEYS[2]) ~= ARGV[2] then return 0 end
redis.call('set', KEYS[3], ARGV[3], 'EX', ARGV[4])
redis.call('del', KEYS[2])
return 1`;
