/** How many pages one set may have: the form, its additional pages and what a unit puts beside them. */
export const MAX_PAGES = 20;
