/*
 * The feed and the scripts are for everyone, and nginx reads them as a user of its own: an umask of 077,
 * as careful hosts have it, would give them to nobody. What is not for everyone is made for its user
 * alone where it is made (`store/private-file.ts`).
 */
process.umask(process.umask() & 0o022);
