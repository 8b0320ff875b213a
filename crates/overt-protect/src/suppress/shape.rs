//! Where the cells of a board are.

/// A cube whose every axis has one more place for its total, the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    sizes: Vec<usize>,
    strides: Vec<usize>,
    cells: usize,
}

impl Shape {
    /// The board of axes with so many values; `None` if it has more cells than can be counted.
    pub(super) fn new(sizes: Vec<usize>) -> Option<Self> {
        let mut strides = vec![1; sizes.len()];
        let mut cells = 1_usize;
        for axis in (0..sizes.len()).rev() {
            strides[axis] = cells;
            cells = cells.checked_mul(sizes[axis].checked_add(1)?)?;
        }
        Some(Self { sizes, strides, cells })
    }

    /// Cells with all totals.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// Axes.
    pub(super) fn axes(&self) -> usize {
        self.sizes.len()
    }

    /// How many values an axis has. This is also the place of its total.
    pub(super) fn size(&self, axis: usize) -> usize {
        self.sizes[axis]
    }

    /// How far apart neighbours on an axis are.
    pub(super) fn stride(&self, axis: usize) -> usize {
        self.strides[axis]
    }

    /// Where a cell is on an axis.
    pub(super) fn place(&self, cell: usize, axis: usize) -> usize {
        cell / self.strides[axis] % (self.sizes[axis] + 1)
    }

    /// Whether a cell is a total over an axis.
    pub(super) fn is_total(&self, cell: usize, axis: usize) -> bool {
        self.place(cell, axis) == self.sizes[axis]
    }

    /// Over how many axes a cell is a total.
    pub(super) fn totals(&self, cell: usize) -> usize {
        (0..self.axes()).filter(|&axis| self.is_total(cell, axis)).count()
    }

    /// The cell at these places; `None` stands for the total.
    pub(super) fn cell(&self, places: impl IntoIterator<Item = Option<usize>>) -> usize {
        places.into_iter().enumerate().map(|(axis, place)| place.unwrap_or(self.sizes[axis]) * self.strides[axis]).sum()
    }

    /// A cell that is no total, and then all totals that it is part of.
    pub(super) fn with_totals(&self, cell: usize) -> impl Iterator<Item = usize> {
        (0..1_usize << self.axes()).map(move |over| {
            self.cell((0..self.axes()).map(|axis| (over >> axis & 1 == 0).then(|| self.place(cell, axis))))
        })
    }

    /// The cells that are not totals, in the order of their places.
    pub(super) fn inner(&self) -> impl Iterator<Item = usize> {
        (0..self.cells).filter(|&cell| self.totals(cell) == 0)
    }

    /// Adds up what the inner cells hold into all totals, which must be empty.
    pub(super) fn add_up<T: Copy>(&self, cells: &mut [T], add: impl Fn(T, T) -> T) {
        for axis in 0..self.axes() {
            for cell in 0..self.cells {
                let place = self.place(cell, axis);
                if place < self.sizes[axis] {
                    let total = cell + (self.sizes[axis] - place) * self.strides[axis];
                    cells[total] = add(cells[total], cells[cell]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_add_up_over_every_axis() {
        let shape = Shape::new(vec![2, 3]).expect("small");
        let mut cells = vec![0; shape.cells()];
        for (value, cell) in (1..).zip(shape.inner().collect::<Vec<_>>()) {
            cells[cell] = value;
        }
        shape.add_up(&mut cells, |total, cell| total + cell);
        assert_eq!(cells, [1, 2, 3, 6, 4, 5, 6, 15, 5, 7, 9, 21]);
        assert_eq!(shape.cell([None, Some(1)]), 9);
        assert!(Shape::new(vec![usize::MAX / 2; 3]).is_none());
    }
}
