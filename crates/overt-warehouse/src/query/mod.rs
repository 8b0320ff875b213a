//! Questions in SQL and their answers. Only what reads is answered.

mod write;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SQLOptions;
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;

pub use write::{Format, Written, write};

use crate::{Warehouse, WarehouseError};

/// A question that was understood.
pub struct Question(LogicalPlan);

/// An answer, which comes piece by piece.
pub struct Answer {
    /// Its columns.
    pub columns: SchemaRef,
    pub(crate) stream: SendableRecordBatchStream,
}

impl Warehouse {
    /// Reads one or several questions, separated by semicolons. All are understood before any is answered.
    ///
    /// # Errors
    /// When one is not SQL, names what is not there, or would change something.
    pub async fn questions(&self, text: &str) -> Result<Vec<Question>, WarehouseError> {
        let mut questions = Vec::new();
        for statement in DFParser::parse_sql_with_dialect(text, &PostgreSqlDialect {})? {
            questions.push(self.question(statement).await?);
        }
        Ok(questions)
    }

    async fn question(&self, statement: Statement) -> Result<Question, WarehouseError> {
        let plan = self.context.state().statement_to_plan(statement).await?;
        let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
        match options.verify_plan(&plan) {
            Ok(()) => Ok(Question(plan)),
            Err(error) => Err(WarehouseError::ReadOnly(error.strip_backtrace())),
        }
    }

    /// Answers a question.
    ///
    /// # Errors
    /// When it cannot be answered.
    pub async fn answer(&self, Question(plan): Question) -> Result<Answer, WarehouseError> {
        let stream = self.context.execute_logical_plan(plan).await?.execute_stream().await?;
        Ok(Answer { columns: stream.schema(), stream })
    }
}
