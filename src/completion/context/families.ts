/** Languages whose code looks alike, by VS Code's identifiers. */
const FAMILIES: readonly (readonly string[])[] = [
  ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'svelte'],
  ['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp'],
  ['css', 'scss', 'sass', 'less'],
  ['html', 'vue', 'svelte', 'handlebars', 'razor', 'blade', 'erb'],
  ['json', 'jsonc'],
  ['java', 'kotlin', 'groovy', 'scala'],
  ['python', 'cython'],
];

/** Whether code in one language is of use to one who writes the other. */
export function isRelated(one: string, other: string): boolean {
  return one === other || FAMILIES.some((family) => family.includes(one) && family.includes(other));
}
