/** A mobile number of the Chinese mainland: 11 digits, 13x to 19x. */
export const PHONE = /^1[3-9]\d{9}$/;
