import { registerHooks } from 'node:module';

// The interface's sources name each other as its bundler finds them, without endings.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && /\/web\/(i18n|api)\//.test(context.parentURL ?? '');
    return next(isOurs && !/\.tsx?$/.test(specifier) ? `${specifier}.ts` : specifier, context);
  },
});
