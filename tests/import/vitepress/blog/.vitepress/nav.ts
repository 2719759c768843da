export const nav = () => [{ text: 'Wind', link: '/posts/wind' }];
