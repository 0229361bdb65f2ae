// The 58 behaviours of the contract, one a line.
const last = 58;

export function table(rows) {
  const lines = [];
  let good = 0;
  for (let number = 1; number <= last; number++) {
    const own = rows.filter((row) => row.number === number);
    const row = own.find((r) => r.outcome === 'failed') ?? own.find((r) => r.note) ?? own[0] ?? { title: '', outcome: 'failed', note: 'no test ran' };
    good += row.outcome === 'passed' ? 1 : 0;
    const note = row.note ? (row.outcome === 'passed' ? ` (${row.note})` : `: ${row.note}`) : '';
    lines.push(`${String(number).padStart(2)}  ${row.title.padEnd(76)}  ${row.outcome}${note}`);
  }
  return [`Behaviours of the contract, shown with real clients: ${good} of ${last}`, '', ...lines, ''].join('\n');
}
