"""XLSForm (xlsform.org): questionnaires as spreadsheets. pyxform opens each of their file formats; we read the rows."""
