# The task of survey_speed.py with R's survey package: Rscript survey.R DATA.csv MARGINS.csv
suppressMessages({
  library(survey)
  library(jsonlite)
})
arguments <- commandArgs(trailingOnly = TRUE)
used <- function() sum(proc.time()[c("user.self", "sys.self")])
started <- used()
rows <- read.csv(arguments[1], stringsAsFactors = TRUE)
margins <- read.csv(arguments[2])
design <- svydesign(id = ~1, weights = rep(1, nrow(rows)), data = rows)
tables <- lapply(unique(margins$variable), function(name) {
  part <- margins[margins$variable == name, ]
  setNames(data.frame(part$category, part$total), c(name, "Freq"))
})
raked <- rake(design, lapply(unique(margins$variable), make.formula), tables, control = list(maxit = 200, epsilon = 1e-9))
means <- svyby(~points, ~audience, raked, svymean)
shares <- svyby(~answer, ~district, raked, svymean)
test <- svychisq(~district + answer, raked, statistic = "F")
cat(toJSON(list(seconds = used() - started, mean = coef(means)[[1]], se_mean = SE(means)[[1]],
                share = shares$answeryes[[1]], se_share = SE(shares)$se.answeryes[[1]], f = test$statistic[[1]]),
           auto_unbox = TRUE, digits = NA))
