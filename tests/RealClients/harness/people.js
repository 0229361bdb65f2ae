export const password = 'purple kettle on the moon';

let count = 0;

/** An address that nobody has, also not in another test file. */
export const person = () => `p${++count}-${crypto.randomUUID().slice(0, 13)}@example.com`;
