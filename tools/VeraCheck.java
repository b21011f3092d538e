// Asks veraPDF whether a file meets standards: java -cp … VeraCheck.java book.pdf ua1 2a
// Prints each rule that is broken, with how often and one place; prints nothing but "checks" lines where all is well.

import java.io.FileInputStream;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;

public class VeraCheck {
  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < args.length; i++) {
      PDFAFlavour standard = PDFAFlavour.byFlavourId(args[i]);
      try (PDFAParser file = Foundries.defaultInstance().createParser(new FileInputStream(args[0]), standard)) {
        ValidationResult result = Foundries.defaultInstance().createValidator(standard, false).validate(file);
        System.out.println(args[i] + " checks " + result.getTotalAssertions());
        for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
          RuleId rule = broken.getKey();
          String text = Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(standard).getRuleByRuleId(rule).getDescription();
          System.out.println(args[i] + " broken " + rule.getClause() + "-" + rule.getTestNumber() + " " + broken.getValue() + " times: "
              + text.replaceAll("\\s+", " ") + " " + firstPlace(result, rule));
        }
      }
    }
  }

  static String firstPlace(ValidationResult result, RuleId rule) {
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED && assertion.getRuleId().equals(rule)) {
        return assertion.getLocation().getContext();
      }
    }
    return "";
  }
}
