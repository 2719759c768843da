// A page of books from data/books.yaml, shown by templates/books.html; and a rule that asks for the year of each.

import type { Plugin } from 'titleblock';

interface Book {
  readonly title: string;
  readonly author?: string;
  readonly year?: number;
}

const books: Plugin<{ url?: string } | undefined> = (_site, options) => ({
  pages: ({ data }) => {
    const sorted = [...((data.books ?? []) as Book[])].sort((a, b) => (b.year ?? 0) - (a.year ?? 0));
    return [{ url: options?.url ?? '/books.html', title: '书架', template: 'books', values: { books: sorted as never } }];
  },
  variables: ({ data }) => ({ 'book-count': ((data.books ?? []) as Book[]).length }),
  rules: [
    ({ data }) =>
      ((data.books ?? []) as Book[])
        .filter(({ year }) => year === undefined)
        .map(({ title }) => ({ file: 'data/books.yaml', message: `"${title}" has no year` })),
  ],
});
export default books;
