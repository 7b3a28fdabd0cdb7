// the first that fits: what calls itself several names names the plainer ones last
const programs: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, '微信'],
  [/DingTalk/, '钉钉'],
  [/QQBrowser\/|\bQQ\//, 'QQ 浏览器'],
  [/UCBrowser\/|UCWEB/, 'UC 浏览器'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** A device in two words for its owner to recognise, as far as it says what it is: `Chrome，Windows`. */
export function deviceOf(userAgent: string | null): string {
  const named = [programs, systems].flatMap((names) => names.find(([sign]) => sign.test(userAgent ?? ''))?.[1] ?? []);
  return named.length === 0 ? '未知设备' : named.join('，');
}
