import './nalssi-board.ts';
import { upgradeLinks } from '../more/upgrade-links.ts';

// For pages whose CMS drops `<nalssi-board>`: links become boards. The board's own script has no room
// for it, and few pages need it. No origins are allowed, because no attribute of a board leads anywhere
// but `feed`.
upgradeLinks('', 'nalssi-board');
