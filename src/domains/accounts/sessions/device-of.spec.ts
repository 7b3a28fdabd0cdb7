import { expect, it } from '@jest/globals';
import { deviceOf } from './device-of.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`, 'Chrome，Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge，Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'Safari，macOS'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox，Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50',
    '微信，iPhone',
  ],
  [`Mozilla/5.0 (Linux; Android 15; V2304A) ${WEBKIT} Chrome/130.0.0.0 Mobile Safari/537.36`, 'Chrome，Android'],
  ['node', '未知设备'],
  ['', '未知设备'],
  [null, '未知设备'],
])('names %j %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});
