/** A list as PostgreSQL's array literal, for `?::text[]`: `em.execute` would spread a JavaScript array over commas. */
export const textArray = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
