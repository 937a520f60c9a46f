import './index.ts';
import { define } from './define.ts';

define();
