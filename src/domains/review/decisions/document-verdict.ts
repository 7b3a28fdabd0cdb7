/** What a reviewer finds of one file: it can stay as it is, or has to be replaced. */
export const documentVerdicts = ['accepted', 'rejected'] as const;
export type DocumentVerdict = (typeof documentVerdicts)[number];
