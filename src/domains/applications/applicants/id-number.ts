export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

export const sexNames: Readonly<Record<Sex, string>> = { male: '男', female: '女' };

/** The holder's sex: the 17th digit is odd for men (GB 11643-1999, 4.2.3). */
export const sexOf = (idNumber: string): Sex => (Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female');

/** The holder's date of birth, `YYYY-MM-DD`: digits 7 to 14 (GB 11643-1999, 4.2.2). */
export const birthDateOf = (idNumber: string): string =>
  idNumber.replace(/^.{6}(\d{4})(\d{2})(\d{2}).{4}$/, '$1-$2-$3');
