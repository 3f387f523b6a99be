/** A list for `in (…)`, each item once, stretched to a power of two by its last item, so that few statement texts exist. */
export const padded = (items: Iterable<string>): string[] => {
  const list = [...new Set(items)];
  const last = list.at(-1);
  if (last === undefined) return [];
  return [...list, ...new Array<string>(2 ** Math.ceil(Math.log2(list.length)) - list.length).fill(last)];
};
