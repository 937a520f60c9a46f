import './index.ts';
import { define } from './ticker/define.ts';

define();
