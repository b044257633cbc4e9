# Writes what R's survey package says about its own example data (California's Academic Performance Index, 2000)
# for many designs: Rscript figures.R, in this folder. Debian: r-base-core, r-cran-survey, r-cran-mass, r-cran-jsonlite.
suppressMessages({
  library(survey)
  library(jsonlite)
})
data(api)
options(digits = 17)

columns <- c("stype", "sname", "dnum", "snum", "api00", "api99", "enroll", "acs.core", "sch.wide", "comp.imp", "awards", "fpc", "pw")
strat <- apistrat[, columns]
clus <- apiclus1[, columns]
strat$fraction <- ave(strat$pw, strat$stype, FUN = length) / strat$fpc
strat$unequal <- strat$pw * (1 + (strat$snum %% 7) / 7)
clus$unequal <- clus$pw * (1 + (clus$snum %% 7) / 7)
strat$sname <- clus$sname <- NULL
write.csv(strat, "apistrat.csv", row.names = FALSE, na = "")
write.csv(clus, "apiclus1.csv", row.names = FALSE, na = "")

population <- list(
  stype_wide = list(~stype, ~sch.wide), stype = list(~stype), crossed = list(~sch.wide + awards)
)
margins <- function(formulas) {
  do.call(rbind, lapply(formulas, function(f) {
    table <- as.data.frame(xtabs(f, apipop))
    names <- head(colnames(table), -1)
    data.frame(variable = paste(names, collapse = "*"), category = do.call(paste, c(lapply(table[names], as.character), sep = "*")),
               total = table$Freq)
  }))
}
for (name in names(population)) write.csv(margins(population[[name]]), paste0("margins_", name, ".csv"), row.names = FALSE)

totals <- function(formula) colSums(model.matrix(formula, apipop))
to_margins <- function(design, formula, ...) calibrate(design, formula, totals(formula), epsilon = 1e-14, maxit = 500, ...)

base <- list(
  clusters = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus),
  clusters_fpc_alone = svydesign(id = ~dnum, fpc = ~fpc, data = clus),
  clusters_alone = svydesign(id = ~dnum, weights = rep(1, nrow(clus)), data = clus),
  strata = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  strata_fraction_alone = svydesign(id = ~1, strata = ~stype, fpc = ~fraction, data = strat),
  strata_without_fpc = svydesign(id = ~1, strata = ~stype, weights = ~unequal, data = strat),
  strata_of_clusters = svydesign(id = ~dnum, strata = ~comp.imp, nest = TRUE, weights = ~pw, data = strat),
  simple = svydesign(id = ~1, weights = rep(1, nrow(strat)), data = strat),
  unequal = svydesign(id = ~1, weights = ~unequal, data = clus)
)
# Leitplanke's bounds are multiples of the mean factor, R's of each factor: with weights of the right sum they are the same.
exact <- list(
  clusters = svydesign(id = ~dnum, weights = ~I(pw * nrow(apipop) / sum(pw)), fpc = ~fpc, data = clus),
  strata = svydesign(id = ~1, strata = ~stype, weights = ~I(pw * nrow(apipop) / sum(pw)), fpc = ~fpc, data = strat)
)
calibrated <- list(
  clusters_raked = to_margins(base$clusters, ~stype + sch.wide, calfun = "raking"),
  strata_raked = to_margins(base$strata, ~stype + sch.wide, calfun = "raking"),
  unequal_raked = to_margins(base$unequal, ~stype + sch.wide, calfun = "raking"),
  strata_of_clusters_raked = to_margins(base$strata_of_clusters, ~stype + sch.wide, calfun = "raking"),
  clusters_logit = to_margins(exact$clusters, ~stype + sch.wide, calfun = "logit", bounds = c(0.5, 2.5)),
  strata_logit = to_margins(exact$strata, ~stype + sch.wide, calfun = "logit", bounds = c(0.7, 1.5)),
  clusters_poststratified = postStratify(base$clusters, ~stype, xtabs(~stype, apipop)),
  unequal_poststratified = postStratify(base$unequal, ~stype, xtabs(~stype, apipop)),
  strata_poststratified_crossed = postStratify(base$strata_without_fpc, ~sch.wide + awards, xtabs(~sch.wide + awards, apipop))
)
designs <- c(base, calibrated)

rows <- list()
note <- function(design, statistic, variable, category, group, value, se, deff = NA, low = NA, high = NA) {
  rows[[length(rows) + 1]] <<- list(design = design, statistic = statistic, variable = variable, category = category, group = group,
                                    value = value, se = se, deff = deff, low = low, high = high)
}
estimates <- function(name, design, group) {
  kind <- if (sum(weights(design)) <= nrow(design)) "replace" else TRUE
  for (variable in c("api00", "enroll", "acs.core")) {
    x <- make.formula(variable)
    m <- svymean(x, design, na.rm = TRUE, deff = kind)
    note(name, "mean", variable, NULL, group, coef(m)[[1]], SE(m)[[1]], deff(m)[[1]])
    t <- svytotal(x, design, na.rm = TRUE)
    note(name, "total", variable, NULL, group, coef(t)[[1]], SE(t)[[1]])
  }
  for (variable in c("stype", "awards")) {
    if (all(is.na(match(variable, all.vars(make.formula(variable)))))) next
    levels <- sort(unique(as.character(model.frame(design)[[variable]])))
    for (level in levels) {
      design$variables$is_level <- as.numeric(design$variables[[variable]] == level)
      m <- svymean(~is_level, design, deff = kind)
      note(name, "share", variable, level, group, coef(m)[[1]], SE(m)[[1]], deff(m)[[1]])
      t <- svytotal(~is_level, design)
      note(name, "total", variable, level, group, coef(t)[[1]], SE(t)[[1]])
    }
  }
  q <- svyquantile(~api00, design, 0.5, ci = TRUE)[[1]]
  note(name, "median", "api00", NULL, group, q[1, 1], q[1, 4], NA, q[1, 2], q[1, 3])
}
tests <- list()
for (name in names(designs)) {
  design <- designs[[name]]
  estimates(name, design, NULL)
  for (level in c("No", "Yes")) estimates(name, subset(design, sch.wide == level), level)
  f <- svychisq(~comp.imp + stype, design, statistic = "F")
  tests[[length(tests) + 1]] <- list(design = name, test = "rao-scott-f", variable = "stype", by = "comp.imp", f = f$statistic[[1]],
                                     ndf = f$parameter[[1]], ddf = f$parameter[[2]], p = f$p.value[[1]])
  w <- regTermTest(svyglm(api00 ~ stype, design), ~stype)
  tests[[length(tests) + 1]] <- list(design = name, test = "wald-f", variable = "api00", by = "stype", f = w$Ftest[[1]], ndf = w$df,
                                     ddf = w$ddf, p = w$p[[1]])
}
figures <- list(
  R = R.version.string, survey = as.character(packageVersion("survey")), estimates = rows, tests = tests,
  weights = lapply(calibrated, function(design) unname(weights(design)))
)
write_json(figures, "figures.json", digits = NA, auto_unbox = TRUE, na = "null", null = "null", pretty = FALSE)
