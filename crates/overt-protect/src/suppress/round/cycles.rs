//! Two columns, exactly. Where a line has a cell that is no multiple it has another, so they lie on cycles. Along a cycle cells rise
//! and fall in turn until one is a multiple; then that is settled, and no cell ever passes a multiple (Causey, Cox and Ernst 1985).

/// Rounds all cells of a table with its totals, each to one of the multiples next to it.
pub(super) fn round(counts: &[i64], width: usize, base: i64) -> Vec<i64> {
    let mut cells = counts.to_vec();
    let height = cells.len() / width;
    let is_total = |cell: usize| (cell / width == height - 1) != (cell % width == width - 1);
    // Cells of each row, then of each column, that were no multiples when last looked at.
    let mut lines: Vec<Vec<usize>> = vec![Vec::new(); height + width];
    for cell in (0..cells.len()).filter(|&cell| cells[cell] % base != 0) {
        lines[cell / width].push(cell);
        lines[height + cell % width].push(cell);
    }
    let mut path: Vec<usize> = Vec::new();
    for row in 0..height {
        loop {
            path.clear();
            let mut line = row;
            // Where each line was entered, to see when the path closes.
            let mut entered = vec![None; height + width];
            let start = loop {
                if let Some(start) = entered[line] {
                    break start;
                }
                entered[line] = Some(path.len());
                lines[line].retain(|&cell| cells[cell] % base != 0);
                let Some(&cell) = lines[line].iter().find(|cell| Some(*cell) != path.last()) else { break path.len() };
                path.push(cell);
                line = if line < height { height + cell % width } else { cell / width };
            };
            let cycle = &path[start..];
            if cycle.is_empty() {
                break;
            }
            push(&mut cells, counts, cycle, base, is_total);
        }
    }
    cells
}

/// Lets the cells of a cycle rise and fall in turn, in the direction that takes the table less far from its counts.
fn push(cells: &mut [i64], counts: &[i64], cycle: &[usize], base: i64, is_total: impl Fn(usize) -> bool) {
    let rises = |at: usize| at.is_multiple_of(2) != is_total(cycle[at]);
    let by = [true, false].map(|forwards| {
        let room = |(at, &cell): (usize, &usize)| {
            let above = cells[cell].rem_euclid(base);
            if rises(at) == forwards { base - above } else { above }
        };
        let step = cycle.iter().enumerate().map(room).min().unwrap_or(0);
        if forwards { step } else { -step }
    });
    let farther = |by: i64| -> i64 {
        let change = |(at, &cell): (usize, &usize)| {
            let to = cells[cell] + if rises(at) { by } else { -by };
            (to - counts[cell]).abs() - (cells[cell] - counts[cell]).abs()
        };
        cycle.iter().enumerate().map(change).sum()
    };
    let by = if farther(by[0]) <= farther(by[1]) { by[0] } else { by[1] };
    for (at, &cell) in cycle.iter().enumerate() {
        cells[cell] += if rises(at) { by } else { -by };
    }
}
