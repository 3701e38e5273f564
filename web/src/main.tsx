import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import './style/scrubber.css';
import './style/board.css';
import './style/card.css';
import './style/print.css';
import { render } from 'preact';
import { App } from './app.js';
import { boardAnswered } from './state/board.js';
import { startFollowing } from './state/live.js';
import { openRecord } from './state/record.js';

const page = document.getElementById('page');
if (page !== null) {
  page.replaceChildren();
  render(<App />, page);
  void openRecord().then(boardAnswered).then(startFollowing);
}
