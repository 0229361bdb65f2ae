// The 58 behaviours of the contract, one a line.
const last = 58;

export function table(rows) {
  const lines = [];
  const outcomes = {};
  for (let number = 1; number <= last; number++) {
    const own = rows.filter((row) => row.number === number);
    const row = own.find((r) => r.outcome === 'failed') ??
      own.find((r) => r.note) ??
      own[0] ?? { title: '', outcome: 'failed', note: 'no test ran' };
    outcomes[row.outcome] = (outcomes[row.outcome] ?? 0) + 1;
    const note = row.note ? (row.outcome === 'passed' ? ` (${row.note})` : `: ${row.note}`) : '';
    lines.push(`${String(number).padStart(2)}  ${row.title.padEnd(76)}  ${row.outcome}${note}`);
  }
  const sums = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  return [`The ${last} behaviours of the contract, with real clients: ${sums}`, '', ...lines, ''].join('\n');
}
