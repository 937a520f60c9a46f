// What undici's own declarations do not say: of which file each of its parts is. No package of ours
// has a file of these, and the tests find out when a new version has moved one.

declare module 'undici/lib/api/index.js' {
  import type { Dispatcher } from 'undici';

  const ways: Pick<Dispatcher, 'request' | 'connect'>;
  export default ways;
}

declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';

  export default buildConnector;
}

declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';

  export default Client;
}

declare module 'undici/lib/dispatcher/dispatcher.js' {
  import { Dispatcher } from 'undici';

  export default Dispatcher;
}

declare module 'undici/lib/dispatcher/env-http-proxy-agent.js' {
  import { EnvHttpProxyAgent } from 'undici';

  export default EnvHttpProxyAgent;
}

declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';

  export default Pool;
}
