import sharp from 'sharp';

// What the library would keep of an image that is done serves no other one. Its cache is one for the process, and each
// thread that loads the library switches it on again: whoever wants it takes it from here.
sharp.cache(false);

export default sharp;
export type { Metadata, Sharp } from 'sharp';
