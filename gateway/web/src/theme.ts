import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const plum: MantineColorsTuple = [
  '#f7f3fb',
  '#e9e0f5',
  '#d3c1ea',
  '#bda2e0',
  '#a988d7',
  '#9669cd',
  '#8457c0',
  '#764db3',
  '#6742a0',
  '#543586',
];

// White text on a colour of this luminance has a contrast of 4.5 (WCAG 2.2, 1.4.3).
const LIGHTEST_UNDER_WHITE = 0.183;

// The library's own greys are too pale for text, and its light badges of warm colours too.
const DARK_ENOUGH: Record<string, string> = {
  red: '#9c1c1c',
  orange: '#7f2d00',
  yellow: '#6b4200',
  lime: '#385f06',
  green: '#1b5e28',
  teal: '#05573e',
  cyan: '#0b5563',
};

const lightVariants = Object.entries(DARK_ENOUGH).map(([color, text]) => [
  `--mantine-color-${color}-light-color`,
  text,
]);

/** What the theme changes of the library's colours, for text that everyone can read (contrast of at least 4.5). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fcfbfd',
    '--mantine-color-text': '#231b2e',
    '--mantine-color-dimmed': '#5d566a',
    '--mantine-color-placeholder': '#6c6678',
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#cfc9d8',
    '--boxoffice-surface': '#ffffff',
    '--boxoffice-border': '#e6e1ee',
    ...Object.fromEntries(lightVariants),
  },
  dark: {
    '--mantine-color-body': '#17141d',
    '--mantine-color-text': '#e6e2ec',
    '--mantine-color-dimmed': '#aaa4b5',
    '--mantine-color-placeholder': '#938d9e',
    '--mantine-color-error': '#ff9a93',
    '--mantine-color-default-border': '#4a4456',
    '--boxoffice-surface': '#1f1b27',
    '--boxoffice-border': '#342e3f',
  },
});

/** How the application looks. */
export const theme = createTheme({
  primaryColor: 'plum',
  colors: {
    plum,
    dark: [
      '#d8d3e0',
      '#b9b3c4',
      '#938d9e',
      '#716b7d',
      '#4a4456',
      '#37313f',
      '#25212d',
      '#17141d',
      '#121017',
      '#0c0a10',
    ],
  },
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: LIGHTEST_UNDER_WHITE,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '650', textWrap: 'balance' },
  components: {
    Badge: { defaultProps: { radius: 'sm', tt: 'none' } },
    // Its place holder for the focus is no item of a menu, which screen readers stumble over.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true } },
    // The library's headers of dialogs would count as a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
  },
});
