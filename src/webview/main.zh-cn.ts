import { start } from './start';
import { zhCn } from './text/zh-cn';

start(zhCn);
