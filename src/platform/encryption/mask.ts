/** Stands where the masked name of somebody stood whose account was erased. */
export const ERASED_NAME = '已注销';

/** `张小明` → `张*明`, `李四` → `李*`, `阿依古丽·买买提` → `阿*****提`: first and last character stay, by code point. */
export function maskName(name: string): string {
  const characters = [...name];
  const [first = ''] = characters;
  if (characters.length <= 2) return `${first}*`;
  return `${first}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

/** `13812345678` → `138****5678`. */
export const maskPhone = (phone: string): string => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2');

/** `450103199001011234` → `450103********1234`. */
export const maskIdNumber = (idNumber: string): string => idNumber.replace(/^(.{6}).+(.{4})$/, '$1********$2');

/** `someone@example.org` → `s***@example.org`. */
export const maskEmail = (email: string): string => email.replace(/^(.)[^@]*/, '$1***');
