# Utilities and cluster-robust errors of best-worst choices with R's survival package: Rscript clogit.R ROWS.csv ITEMS
suppressMessages({
  library(survival)
  library(jsonlite)
})
arguments <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(arguments[1])
items <- as.integer(arguments[2])
names <- paste0("i", seq_len(items - 1) - 1)
model <- as.formula(paste("chosen ~", paste(names, collapse = " + "), "+ strata(stratum)"))
fit <- clogit(model, rows, method = "breslow", cluster = person, control = coxph.control(eps = 1e-14, iter.max = 100))
centre <- diag(items) - 1 / items
variance <- centre %*% rbind(cbind(vcov(fit), 0), 0) %*% centre
cat(toJSON(list(utilities = as.vector(centre %*% c(coef(fit), 0)), errors = sqrt(diag(variance))), digits = NA))
